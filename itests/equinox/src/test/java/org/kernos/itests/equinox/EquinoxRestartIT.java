package org.kernos.itests.equinox;

import org.kernos.itests.RestartPromise;

public class EquinoxRestartIT extends RestartPromise {}
