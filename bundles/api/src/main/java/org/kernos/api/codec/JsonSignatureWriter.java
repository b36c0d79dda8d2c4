package org.kernos.api.codec;

import java.util.List;
import org.kernos.api.value.Parameter;
import org.kernos.api.value.Signature;
import org.kernos.api.value.TypeSpec;

/** Writes a signature as JSON. */
final class JsonSignatureWriter {

    private final Output out;
    private final int maxNesting;

    JsonSignatureWriter(Output out, int maxNesting) {
        this.out = out;
        this.maxNesting = maxNesting;
    }

    void write(Signature signature) {
        out.utf8("{\"parameters\":[");
        String separator = "";
        for (Parameter parameter : signature.parameters()) {
            out.utf8(separator);
            parameter(parameter);
            separator = ",";
        }
        out.utf8("],\"returns\":");
        type(signature.returns(), 0);
        out.octet('}');
    }

    private void parameter(Parameter parameter) {
        out.utf8("{\"name\":");
        JsonText.write(parameter.name(), out);
        out.utf8(",\"type\":");
        type(parameter.type(), 0);
        out.utf8(parameter.variadic() ? ",\"variadic\":true}" : "}");
    }

    private void type(TypeSpec type, int depth) {
        if (!(type instanceof TypeSpec.Fn function)) {
            out.utf8("\"" + type.keyword() + "\"");
            return;
        }
        if (depth == maxNesting) {
            throw CodecException.tooDeep(maxNesting);
        }
        out.utf8("{\"fn\":[");
        types(function.parameters(), depth + 1);
        out.utf8("],\"returns\":");
        type(function.returns(), depth + 1);
        out.octet('}');
    }

    private void types(List<TypeSpec> types, int depth) {
        String separator = "";
        for (TypeSpec type : types) {
            out.utf8(separator);
            type(type, depth);
            separator = ",";
        }
    }
}
