package org.example;

public class Kernel extends Base {}
