package io.recurbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import org.junit.jupiter.api.Test;

class CpDecompositionTest {

    @Test
    void findsTheRankOfATensorBuiltFromFactors() {
        Tensor tensor = ofRank(5, 6, 7, 8);

        assertThat(CpDecomposition.fit(tensor, 5, 5, 500, 1e-12, 1).relativeError())
                .isLessThan(1e-4);
        assertThat(CpDecomposition.fit(tensor, 4, 5, 500, 1e-12, 1).relativeError())
                .isGreaterThan(1e-2);
    }

    @Test
    void findsTheRealRankOfZ5() {
        Tensor z5 = cyclicGroup(5);

        assertThat(KnownRanks.cyclicGroup(5)).isEqualTo(7);
        assertThat(CpDecomposition.fit(z5, 7, 10, 2000, 1e-14, 1).relativeError())
                .isLessThan(1e-3);
        assertThat(CpDecomposition.fit(z5, 5, 10, 500, 1e-12, 1).relativeError())
                .isGreaterThan(0.05);
    }

    @Test
    void fallsWithTheRank() {
        Tensor tensor = ofRank(20, 6, 5, 4);
        double last = 1;
        for (int rank : new int[] {1, 2, 4, 8}) {
            double error = CpDecomposition.fit(tensor, rank, 3, 200, 1e-9, 1).relativeError();
            assertThat(error).isLessThan(last);
            last = error;
        }
    }

    @Test
    void theMultilinearRanksOfAProductAreItsFactors() {
        assertThat(MultilinearRank.of(ofRank(3, 6, 7, 8), 1e-10).ranks()).containsExactly(3, 3, 3);
    }

    @Test
    void knowsTheRanksOfThePaper() {
        assertThat(KnownRanks.generic(101, 64, 64)).isEqualTo(1823);
        assertThat(KnownRanks.generic(101, 128, 128)).isEqualTo(4662);
        assertThat(KnownRanks.generic(101, 256, 256)).isEqualTo(10834);
        assertThat(KnownRanks.cyclicGroup(10)).isEqualTo(14);
        assertThat(KnownRanks.cyclicGroup(50)).isEqualTo(74);
    }

    @Test
    void theEigenvaluesOfARotationLieOnTheUnitCircle() {
        double angle = 2 * Math.PI / 5;
        Tensor rotation =
                new Tensor(1, 2, 2, new double[] {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)});

        Spectrum spectrum = Spectrum.of(rotation).get(0);

        assertThat(spectrum.real()).allSatisfy(re -> assertThat(re).isCloseTo(Math.cos(angle), within()));
        assertThat(spectrum.imaginary().stream().map(Math::abs))
                .allSatisfy(im -> assertThat(im).isCloseTo(Math.sin(angle), within()));
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    private static Tensor cyclicGroup(int m) {
        double[] values = new double[m * m * m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                values[(a * m + b) * m + (a + b) % m] = 1;
            }
        }
        return new Tensor(m, m, m, values);
    }

    private static Tensor ofRank(int rank, int d, int n, int m) {
        SeededRandom random = new SeededRandom(42);
        double[] values = new double[d * n * m];
        for (int r = 0; r < rank; r++) {
            double[] a = gaussian(random, d);
            double[] b = gaussian(random, n);
            double[] c = gaussian(random, m);
            for (int k = 0; k < d; k++) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < m; j++) {
                        values[(k * n + i) * m + j] += a[k] * b[i] * c[j];
                    }
                }
            }
        }
        return new Tensor(d, n, m, values);
    }

    private static double[] gaussian(SeededRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
