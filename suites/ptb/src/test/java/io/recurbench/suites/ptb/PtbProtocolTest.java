package io.recurbench.suites.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.suites.common.StreamEnd;
import io.recurbench.suites.common.text.Symbols;
import io.recurbench.suites.common.text.Utf8Text;
import io.recurbench.suites.common.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PtbProtocolTest {
    private static final String FILE = "  a cat <unk> \n\n sat  on N\tmats \r\nend";

    private static String read(Symbols symbols) {
        StringBuilder text = new StringBuilder();
        symbols.forEach(text::appendCodePoint);
        return text.toString();
    }

    private static Symbols text(String text) {
        return new Utf8Text(text.getBytes(StandardCharsets.UTF_8), "a test");
    }

    @Test
    void cprnnStripsLinesAndJoinsThemWithoutASeparator() {
        assertThat(read(PtbProtocol.CPRNN.stream(FILE.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("a cat <unk>sat  on N\tmatsend");
        assertThat(PtbProtocol.CPRNN.carry()).isFalse();
        assertThat(PtbProtocol.CPRNN.end()).isEqualTo(StreamEnd.WRAP);
    }

    @Test
    void mikolovStripsLinesAndEndsThemWithANewline() {
        assertThat(read(PtbProtocol.MIKOLOV.stream(FILE.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("a cat <unk>\n\nsat  on N\tmats\nend\n");
        assertThat(PtbProtocol.MIKOLOV.carry()).isTrue();
        assertThat(PtbProtocol.MIKOLOV.end()).isEqualTo(StreamEnd.CONTINUE);
    }

    @Test
    void theVocabularyOfCprnnIsPythonsPrintableAndOneUnknown() {
        Vocabulary vocabulary = PtbProtocol.CPRNN.vocabulary(text(""));
        assertThat(vocabulary.size()).isEqualTo(101);
        // string.printable.index(c) in Python
        assertThat(vocabulary.token('0')).isEqualTo(0);
        assertThat(vocabulary.token('a')).isEqualTo(10);
        assertThat(vocabulary.token('A')).isEqualTo(36);
        assertThat(vocabulary.token('!')).isEqualTo(62);
        assertThat(vocabulary.token('~')).isEqualTo(93);
        assertThat(vocabulary.token(' ')).isEqualTo(94);
        assertThat(vocabulary.token('\t')).isEqualTo(95);
        assertThat(vocabulary.token('\n')).isEqualTo(96);
        assertThat(vocabulary.token('\r')).isEqualTo(97);
        assertThat(vocabulary.token(0x0B)).isEqualTo(98);
        assertThat(vocabulary.token('\f')).isEqualTo(99);
        assertThat(vocabulary.token('é')).isEqualTo(100);
        assertThat(vocabulary.token(0x1F600)).isEqualTo(100);
    }

    @Test
    void aClosedVocabularyRefusesOtherCharacters() {
        Vocabulary vocabulary = PtbProtocol.MIKOLOV.vocabulary(text("banana"));
        assertThat(vocabulary.size()).isEqualTo(3);
        assertThat(vocabulary.token('n')).isEqualTo(2);
        assertThatThrownBy(() -> vocabulary.token('c'))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("U+0063");
    }
}
