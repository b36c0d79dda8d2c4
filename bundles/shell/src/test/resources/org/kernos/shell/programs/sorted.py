print(sorted(input().split()))
