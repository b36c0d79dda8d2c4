package org.kernos.api;

import org.kernos.api.value.Value;

/**
 * What one module, or Java or the shell, tells another (helix X-5).
 *
 * @param sender a module's name, or what else stands for who sent it: {@code shell}. Of a message that was sent by {@code kernos/send} it is
 *     the innermost module on the way there that declares its capabilities, on whose behalf the sending one may have been running (ADR 19)
 * @param type what it is about, in words that sender and receiver agree on: {@code add-task}
 * @param payload text, or any bytes ({@link Value.Str#ofBytes})
 */
public record Message(String sender, String type, Value.Str payload) {

    /** {@code add-task from shell, 12 bytes}. */
    @Override
    public String toString() {
        return type + " from " + sender + ", " + payload.bytes().length + " bytes";
    }
}
