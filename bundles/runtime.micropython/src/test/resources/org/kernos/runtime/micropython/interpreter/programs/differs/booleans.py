# differs: bool is no subclass of int, though its values count as 0 and 1
print(isinstance(True, int), issubclass(bool, int), True + 1, True == 1)
