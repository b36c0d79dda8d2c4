package org.kernos.runtime.cabi;

import org.kernos.api.Evaluator;
import org.slf4j.Logger;

/**
 * What a backend needs to know of a kernel.
 *
 * @param name the module's
 * @param evaluator for evaluations during init and shutdown
 * @param usualScope of calls that come from no program
 * @param retainObjects whether all objects live as long as the kernel (native M-4)
 * @param usesCpp whether exceptions of C++ may leave its functions: it needs the C++ library (native H-6)
 * @param registrar takes the registrations
 * @param configuration what the table's {@code config} gives
 * @param log takes the lines that the kernel logs
 */
public record KernelEnvironment(
        String name,
        Evaluator evaluator,
        Evaluator usualScope,
        boolean retainObjects,
        boolean usesCpp,
        Registrar registrar,
        KernelConfiguration configuration,
        Logger log) {}
