"""Voltages of a board: its converter is C that comes with this module, the arithmetic is the kernel alu."""

import alu
import board

REFERENCE = 3.3


def channels():
    """How many channels the converter has."""
    return board.channels()


def read(channel):
    """The voltage on a channel."""
    return scale(board.adc(channel))


def scale(raw):
    """What the converter gave, in volts."""
    return alu.div_r(alu.mul_r(float(raw), REFERENCE), float(board.full_scale()))


def total():
    """The sum of what the converter gives for all channels."""
    sum = 0
    for channel in range(channels()):
        sum = alu.add(sum, board.adc(channel))
    return sum
