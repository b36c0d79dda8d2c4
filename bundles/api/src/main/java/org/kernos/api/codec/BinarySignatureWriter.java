package org.kernos.api.codec;

import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;

/** Writes a signature in the binary form. */
final class BinarySignatureWriter {

    private final Output out;
    private final int maxNesting;

    BinarySignatureWriter(Output out, int maxNesting) {
        this.out = out;
        this.maxNesting = maxNesting;
    }

    void write(Signature signature) {
        out.octet(BinaryCodes.SIGNATURE);
        out.varint(signature.parameters().size());
        for (Parameter parameter : signature.parameters()) {
            out.text(parameter.name());
            type(parameter.type(), 0);
        }
        out.octet(signature.isVariadic() ? 1 : 0);
        type(signature.returns(), 0);
    }

    private void type(TypeSpec type, int depth) {
        if (type instanceof TypeSpec.Exact exact) {
            out.octet(exact.type().code());
        } else if (type instanceof TypeSpec.Fn function) {
            function(function, depth);
        } else {
            out.octet(BinaryCodes.ANY);
        }
    }

    private void function(TypeSpec.Fn function, int depth) {
        if (depth == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
        out.octet(BinaryCodes.FN);
        out.varint(function.parameters().size());
        function.parameters().forEach(parameter -> type(parameter, depth + 1));
        type(function.returns(), depth + 1);
    }
}
