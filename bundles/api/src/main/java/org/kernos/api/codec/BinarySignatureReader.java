package org.kernos.api.codec;

import java.util.ArrayList;
import java.util.List;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;
import org.kernos.api.value.ValueType;

/** Reads a signature in the binary form. */
final class BinarySignatureReader {

    private final Input in;
    private final int maxNesting;

    BinarySignatureReader(Input in, int maxNesting) {
        this.in = in;
        this.maxNesting = maxNesting;
    }

    Signature read() {
        in.start(BinaryCodes.SIGNATURE, "a signature");
        int count = in.count(2);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parameters.add(new Parameter(in.text(), type(0), false));
        }
        if (isVariadic(count)) {
            Parameter last = parameters.get(count - 1);
            parameters.set(count - 1, new Parameter(last.name(), last.type(), true));
        }
        Signature signature = new Signature(parameters, type(0));
        in.end();
        return signature;
    }

    private boolean isVariadic(int count) {
        int flag = in.octet();
        if (flag > 1 || (flag == 1 && count == 0)) {
            throw in.refuse(flag + ", expected 1 when the last of the " + count + " parameters is variadic, else 0");
        }
        return flag == 1;
    }

    private TypeSpec type(int depth) {
        int code = in.octet();
        if (code == BinaryCodes.ANY) {
            return TypeSpec.ANY;
        } else if (code == BinaryCodes.FN) {
            return function(depth);
        }
        return new TypeSpec.Exact(ValueType.findByCode(code)
                .orElseThrow(() -> in.refuse("type code " + code + " is none in signatures")));
    }

    private TypeSpec function(int depth) {
        if (depth == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
        int count = in.count(1);
        List<TypeSpec> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parameters.add(type(depth + 1));
        }
        return new TypeSpec.Fn(parameters, type(depth + 1));
    }
}
