package org.example.a;

public class A {}
