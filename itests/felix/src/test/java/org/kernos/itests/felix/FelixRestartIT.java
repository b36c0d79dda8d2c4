package org.kernos.itests.felix;

import org.kernos.itests.RestartPromise;

public class FelixRestartIT extends RestartPromise {}
