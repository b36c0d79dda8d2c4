package org.kernos.shell;

import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.kernos.api.value.Value;
import org.osgi.service.component.annotations.Component;

/** Shows a value as its text, and makes values of what Gogo passes where a command takes one. */
@Component(
        service = Converter.class,
        property = {
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$None",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Int",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Real",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Str",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Symbol",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$ListValue",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Some",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Error",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Datum",
            Converter.CONVERTER_CLASSES + "=org.kernos.api.value.Value$Aberrant"
        })
public final class ValueConverter implements Converter {

    @Override
    public @Nullable Object convert(Class<?> desiredType, Object in) {
        return desiredType == Value.class && !(in instanceof CharSequence) ? Value.of(in) : null;
    }

    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        return target instanceof Value value ? value.toString() : null;
    }
}
