package org.example;

public class Kernel extends org.example.base.Base {}
