package io.recurbench.harness.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -Dmy.password=hunter2                           | -Dmy.password=***
            -Dhttp.proxyPassword=two words = one            | -Dhttp.proxyPassword=***
            -Dfile.encoding=UTF-8                           | -Dfile.encoding=UTF-8
            -Dfile.encoding.password=x                      | -Dfile.encoding.password=***
            -Drecurbench.terminal.columns=80                | -Drecurbench.terminal.columns=80
            -Drecurbench.acme.token=x                       | -Drecurbench.acme.token=***
            -Dfeature                                       | -Dfeature
            -javaagent:/opt/agent.jar=licence=x,key=y       | -javaagent:/opt/agent.jar=***
            -javaagent:/opt/agent.jar                       | -javaagent:/opt/agent.jar
            -agentlib:jdwp=transport=dt_socket,address=x    | -agentlib:jdwp=***
            -agentpath:/opt/p.so=user:password              | -agentpath:/opt/p.so=***
            -Xmx8g                                          | -Xmx8g
            -Xint                                           | -Xint
            -Xlog:gc:file=/tmp/x                            | -Xlog:***
            -XX:+UseSerialGC                                | -XX:+UseSerialGC
            -XX:MaxRAMPercentage=70                         | -XX:MaxRAMPercentage=70
            -XX:OnOutOfMemoryError=curl -u me:pw host       | -XX:OnOutOfMemoryError=***
            -ea                                             | -ea
            --add-modules=jdk.incubator.vector              | --add-modules=jdk.incubator.vector
            --add-opens=java.base/java.io=ALL-UNNAMED       | --add-opens=java.base/java.io=ALL-UNNAMED
            --enable-preview                                | --enable-preview
            --upgrade-module-path=/secret                   | --upgrade-module-path=***
            @/home/me/password-file                         | ***
            """)
    void aFlagShowsItsValueOnlyIfThatIsKnownToBeHarmless(String flag, String shown) {
        assertThat(JvmFlags.shown(List.of(flag))).isEqualTo(shown);
        assertThat(JvmFlags.shown(List.of("-Xmx1g", flag, "-ea"))).isEqualTo("-Xmx1g " + shown + " -ea");
    }

    @Test
    void flagsInAVariableAreWordsThatMayBeQuoted() {
        assertThat(JvmFlags.shownWords(
                        "  -Da=\"b c\" '-Dd=e f' -Dg='h i'j\t--add-modules jdk.incubator.vector -cp /x -ea"))
                .isEqualTo("-Da=*** *** -Dg=*** --add-modules jdk.incubator.vector -cp *** -ea");
        assertThat(JvmFlags.shownWords("-Da=it's -Db=c -Xmx1g")).isEqualTo("-Da=*** -Db=*** -Xmx1g");
        assertThat(JvmFlags.shownWords("-Da=\"open")).isEqualTo("-Da=***");
        assertThat(JvmFlags.shownWords(" ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Picked up JAVA_TOOL_OPTIONS: -Dp.word=x -Duser.language=tr  | Picked up JAVA_TOOL_OPTIONS: -Dp.word=*** -Duser.language=tr
            '-Dp=a b' is no flag                                        | '-Dp=***' is no flag
            "-Dp=a b", "-Xmx1g"                                         | "-Dp=***", "-Xmx1g"
            it's -Dp=x isn't it                                         | it's -Dp=*** isn't it
            -Dp='a b'c -Dq=d                                            | -Dp=*** -Dq=***
            run -javaagent:a.jar=token now                              | run -javaagent:a.jar=*** now
            a-D=b and -Dfile.encoding=UTF-8                             | a-D=b and -Dfile.encoding=UTF-8
            GET https://me:secret@host:80/a/b failed                    | GET https://***@host:80/a/b failed
            'jdbc:x://u:p@h/d?password=s&ssl=on'.                       | 'jdbc:x://***@h/d?***'.
            no secret: what? a@b.c -D                                   | no secret: what? a@b.c -D
            """)
    void textLosesWhatMayBeASecret(String text, String shown) {
        assertThat(Privacy.text(text)).isEqualTo(shown);
    }

    @Test
    void longTextIsNoTrouble() {
        String quotes = "'\"".repeat(50_000);
        assertThat(Privacy.text(quotes)).isEqualTo(quotes);
        assertThat(Privacy.text("-Da=" + quotes)).isEqualTo("-Da=***");
        String letters = "x".repeat(1_000_000);
        assertThat(Privacy.text(letters)).isEqualTo(letters);
        assertThat(Privacy.text("-D" + letters)).isEqualTo("-D" + letters);
        assertThat(Privacy.text("-Dx".repeat(100_000))).hasSize(300_000);
    }

    @Test
    void theHomeFolderIsNoName() {
        String home = System.getProperty("user.home");
        try {
            System.setProperty("user.home", "/home/somebody");
            assertThat(Privacy.text("--data /home/somebody/data")).isEqualTo("--data ~/data");
            System.setProperty("user.home", "/");
            assertThat(Privacy.text("/a/b")).isEqualTo("/a/b");
        } finally {
            System.setProperty("user.home", home);
        }
    }
}
