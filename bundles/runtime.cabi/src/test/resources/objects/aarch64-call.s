// A call of a function that is out of reach.
    .text
    bl foreign
    ret
