package org.example.base;

public class Base {}
