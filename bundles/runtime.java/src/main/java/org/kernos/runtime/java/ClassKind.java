package org.kernos.runtime.java;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.kernos.api.HotReloadable;
import org.kernos.api.Reconfigurable;
import org.kernos.api.StatefulKernel;

/** The two kinds of classes that a manifest names, and what tells them apart where they are loaded and bound. */
enum ClassKind {
    /** Any class; {@code kernel.sxs} declares its functions, and each has to have a method. */
    KERNEL("kernel", "docs/formats/sxs.md") {
        /** A function {@code close} that takes something may stand beside that of {@link AutoCloseable}. */
        @Override
        boolean isReserved(Method method, Class<?> type) {
            return Stream.of(AutoCloseable.class, StatefulKernel.class, Reconfigurable.class)
                    .anyMatch(contract -> contract.isAssignableFrom(type) && declares(contract, method));
        }
    },

    /** Implements {@link org.kernos.api.Module}. The container refuses one that lacks a method of an interface it provides. */
    MODULE("module", "docs/java-modules.md") {
        @Override
        boolean isReserved(Method method, Class<?> type) {
            return declares(HotReloadable.class, method)
                    || (Reconfigurable.class.isAssignableFrom(type) && declares(Reconfigurable.class, method));
        }
    };

    private static boolean declares(Class<?> contract, Method method) {
        return Stream.of(contract.getMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    private final String noun;
    private final String page;

    ClassKind(String noun, String page) {
        this.noun = noun;
        this.page = page;
    }

    /** Whether this method of a class is the container's to call and so stands for no function. */
    abstract boolean isReserved(Method method, Class<?> type);

    /** What an object of such a class is called: {@code kernel}. */
    String noun() {
        return noun;
    }

    /** The page of the documentation with the types that go together. */
    String page() {
        return page;
    }
}
