package org.example;

public class Sample {
    private Sample() {}
}
