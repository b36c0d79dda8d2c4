package org.kernos.itests;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A component that is there while its kernel is, and knows nothing of kernels. */
@Component(service = Calculator.class)
public final class Calculator {

    private final Alu alu;

    @Activate
    public Calculator(@Reference Alu alu) {
        this.alu = alu;
    }

    public long sum(long... terms) {
        long sum = 0;
        for (long term : terms) {
            sum = alu.add(sum, term);
        }
        return sum;
    }
}
