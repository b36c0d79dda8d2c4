import sys

print(sum(int(word) for word in sys.argv[1:]))
sys.exit(len(sys.argv) - 3)
