package io.recurbench.analysis;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The eigenvalues of one token's transition matrix.
 *
 * @param token the token
 * @param real real parts
 * @param imaginary imaginary parts
 */
public record Spectrum(int token, List<Double> real, List<Double> imaginary) {
    /** Copies. */
    public Spectrum {
        real = List.copyOf(real);
        imaginary = List.copyOf(imaginary);
    }

    /** The spectra of all tokens; the slices must be square. */
    public static List<Spectrum> of(Tensor tensor) {
        if (tensor.n() != tensor.m()) {
            throw new IllegalArgumentException("slices of " + tensor.n() + " x " + tensor.m() + " have no eigenvalues");
        }
        List<Spectrum> spectra = new ArrayList<>();
        for (int token = 0; token < tensor.d(); token++) {
            EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(tensor.n(), false);
            if (!decomposition.decompose(tensor.slice(token))) {
                throw new IllegalStateException("the eigenvalues of token " + token + " did not converge");
            }
            List<Double> real = new ArrayList<>();
            List<Double> imaginary = new ArrayList<>();
            for (int i = 0; i < decomposition.getNumberOfEigenvalues(); i++) {
                Complex_F64 value = decomposition.getEigenvalue(i);
                real.add(value.real);
                imaginary.add(value.imaginary);
            }
            spectra.add(new Spectrum(token, real, imaginary));
        }
        return List.copyOf(spectra);
    }
}
