package org.example;

import org.kernos.spi.RuntimeFunction;

public abstract class Kernel implements RuntimeFunction {}
