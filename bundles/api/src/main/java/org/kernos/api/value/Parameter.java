package org.kernos.api.value;

/**
 * One parameter of a function.
 *
 * @param name as declared
 * @param type what an argument has to be
 * @param variadic whether it takes any number of arguments, none included; only the last parameter may
 */
public record Parameter(String name, TypeSpec type, boolean variadic) {

    @Override
    public String toString() {
        return name + " " + type.keyword() + (variadic ? ".." : "");
    }
}
