package org.example;

public class Kernel extends Base {
    /** Narrows the result of the inherited method: there are two methods of this name in the class file. */
    @Override
    public String g() { return "g"; }
}
