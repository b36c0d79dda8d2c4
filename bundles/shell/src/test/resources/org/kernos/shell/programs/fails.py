def broken(n):
    return 1 // n


broken(0)
