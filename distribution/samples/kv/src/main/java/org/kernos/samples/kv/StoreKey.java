package org.kernos.samples.kv;

import org.kernos.api.value.Value;

/**
 * What a key symbol says: {@code store:key}. The first colon ends the store's name; the key may hold more of them.
 *
 * @param store not empty
 * @param key not empty
 */
record StoreKey(String store, String key) {

    /**
     * @throws org.kernos.api.KernelException for a symbol that has no colon, or nothing before or behind it
     */
    static StoreKey of(Value.Symbol symbol) {
        String name = symbol.name();
        int colon = name.indexOf(':');
        if (colon < 1 || colon == name.length() - 1) {
            throw Failure.BAD_KEY.with("'" + name + "' is no key, expected store:key");
        }
        return new StoreKey(name.substring(0, colon), name.substring(colon + 1));
    }
}
