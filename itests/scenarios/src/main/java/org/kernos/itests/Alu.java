package org.kernos.itests;

/** The sample kernel {@code alu} as a Java programmer would like to have it. */
public interface Alu {

    long add(long a, long b);

    double addR(double a, double b);
}
