"""Everything that moves everything, however far away: for claims that nothing reaches or links."""

from collections.abc import Iterable, Iterator

from opmodel.incentives.influence.network import Network


class Closure:
    """With which signs each node reaches each target, as two bit sets per node; a node reaches itself with plus.

    Exact outside loops and in loops that agree with themselves (every way from one node to another has one sign: two
    colours suffice). A loop that contradicts itself counts as both signs for all in it: too much, never too little,
    and a claim of absence can only fall silent by it.

    Source: structural balance of directed graphs after Harary; condensation by strongly connected components.
    """

    def __init__(self, network: Network, targets: Iterable[int]) -> None:
        self._targets = sorted(set(targets))
        self._bits = {node: 1 << place for place, node in enumerate(self._targets)}
        self._plus, self._minus = [0] * len(network), [0] * len(network)
        self._network = network
        for group in network.groups:
            self._fill(group)

    def signs(self, source: int, target: int) -> tuple[bool, bool]:
        """Tell whether more of the source can mean more, and can mean less, of the target."""
        bit = self._bits[target]
        return bool(self._plus[source] & bit), bool(self._minus[source] & bit)

    def reaches(self, source: int, target: int) -> bool:
        """Tell whether a way leads from the source to the target."""
        return bool((self._plus[source] | self._minus[source]) & self._bits[target])

    def moved(self, source: int, sign: int) -> tuple[int, int]:
        """Return the targets that can rise and those that can fall when a node rises (+1) or falls (-1), as bits."""
        plus, minus = self._plus[source], self._minus[source]
        return (plus, minus) if sign > 0 else (minus, plus)

    def reached(self, source: int) -> int:
        """Return the targets a node reaches, as bits."""
        return self._plus[source] | self._minus[source]

    def nodes(self, bits: int) -> Iterator[int]:
        """Yield the targets in a set of bits."""
        while bits:
            last = bits & -bits
            yield self._targets[last.bit_length() - 1]
            bits ^= last

    def bits(self, targets: Iterable[int]) -> int:
        """Return a set of targets as bits."""
        found = 0
        for target in targets:
            found |= self._bits[target]
        return found

    def _fill(self, group: tuple[int, ...]) -> None:
        if len(group) == 1:
            self._plus[group[0]], self._minus[group[0]] = self._leaving(group[0], frozenset())
            return
        inside = frozenset(group)
        leaving = {node: self._leaving(node, inside) for node in group}
        colours = self._colours(group[0], inside)
        plus = minus = 0
        for node, (up, down) in leaving.items():
            up, down = (up, down) if colours is None or colours[node] > 0 else (down, up)
            plus, minus = plus | up, minus | down
        if colours is None:
            plus = minus = plus | minus
        for node in group:
            same = colours is None or colours[node] > 0
            self._plus[node], self._minus[node] = (plus, minus) if same else (minus, plus)

    def _leaving(self, node: int, inside: frozenset[int]) -> tuple[int, int]:
        plus, minus = self._bits.get(node, 0), 0
        for edge in self._network.out[node]:
            if edge.target in inside:
                continue
            up, down = self._plus[edge.target], self._minus[edge.target]
            if edge.effect.sign < 0:
                up, down = down, up
            plus, minus = plus | up, minus | down
        return plus, minus

    def _colours(self, start: int, inside: frozenset[int]) -> dict[int, int] | None:
        """Return a sign per node with which every edge in the group agrees; None where there is none."""
        colours = {start: 1}
        waiting = [start]
        while waiting:
            node = waiting.pop()
            for edge in self._network.out[node]:
                if edge.target not in inside:
                    continue
                colour = colours[node] * edge.effect.sign
                if edge.target not in colours:
                    colours[edge.target] = colour
                    waiting.append(edge.target)
                elif colours[edge.target] != colour:
                    return None
        return colours
