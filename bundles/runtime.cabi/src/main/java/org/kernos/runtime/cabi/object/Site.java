package org.kernos.runtime.cabi.object;

/** The numbers from which a relocation's value is made, under the letters of the machines' ABI documents. */
final class Site {

    /** P: the address of what is changed. */
    long place;

    /** S: the address of the symbol. */
    long symbol;

    /** A. */
    long addend;

    /** The address of the symbol's slot in the global offset table. */
    long slot;

    /** GOT: the address of that table. */
    long table;
}
