import heapq
h = []
for n in (5, 1, 8, 3, 9, 2):
    heapq.heappush(h, n)
print([heapq.heappop(h) for _ in range(6)], h)
h = [(i * 37) % 101 for i in range(101)]
heapq.heapify(h)
print(h[0], [heapq.heappop(h) for _ in range(5)])
try:
    heapq.heappop([])
except IndexError:
    print('IndexError')
def dijkstra(graph, start):
    known = {}
    todo = [(0, start)]
    while todo:
        cost, node = heapq.heappop(todo)
        if node not in known:
            known[node] = cost
            for other, more in graph.get(node, []):
                heapq.heappush(todo, (cost + more, other))
    return sorted(known.items())
print(dijkstra({'a': [('b', 4), ('c', 1)], 'c': [('b', 2), ('d', 7)], 'b': [('d', 1)]}, 'a'))
