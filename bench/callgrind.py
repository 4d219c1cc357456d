"""Reads what callgrind wrote: instructions by object and function, own and with callees. The format is that of
valgrind's manual, "Callgrind Format Specification"."""

import collections
import re


class Profile:
    """own[(object, function)], inclusive[function], calls[(caller, callee)]: instructions. A function's name has lost its
    signature's defaulted parts only as valgrind writes it; objects are file names without folders."""

    def __init__(self, path):
        self.own = collections.Counter()
        self.calls = collections.Counter()
        names = {"ob": {}, "fn": {}}
        obj = fn = callee = None
        calling = False
        named = re.compile(r"\((\d+)\)(?: (.*))?")

        def name(kind, text):
            number, given = named.match(text).groups()
            if given is not None:
                names[kind][number] = given
            return names[kind][number]

        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                line = line.rstrip("\n")
                key, _, rest = line.partition("=")
                if key == "ob":
                    obj = name("ob", rest).rpartition("/")[2]
                elif key == "fn":
                    fn = name("fn", rest)
                elif key == "cob":
                    name("ob", rest)
                elif key == "cfn":
                    callee = name("fn", rest)
                elif key == "calls":
                    calling = True
                elif line[:1] in "0123456789+-*" and line:
                    cost = int(line.split()[1]) if " " in line else 0
                    if calling:
                        self.calls[fn, callee] += cost
                        calling = False
                    else:
                        self.own[obj, fn] += cost
        self.inclusive = collections.Counter()
        for (_, function), cost in self.own.items():
            self.inclusive[function] += cost
        for (caller, called), cost in self.calls.items():
            if caller != called:
                self.inclusive[caller] += cost

    def total(self):
        return sum(self.own.values())

    def of(self, pattern):
        """Instructions of all functions whose name matches, with what they call; the outermost of those that nest."""
        found = [name for name in self.inclusive if re.search(pattern, name)]
        nested = sum(cost for (caller, called), cost in self.calls.items()
                     if called in found and caller in found and caller != called)
        return sum(self.inclusive[name] for name in found) - nested

    def own_of(self, objects=None, functions=None):
        return sum(cost for (obj, function), cost in self.own.items()
                   if (objects is None or re.search(objects, obj or "")) and (functions is None or re.search(functions, function)))

    def of_within(self, pattern, outer):
        """The same as `of`, of what is reached below functions whose name matches `outer`: a function called from several
        places counts by the share of its calls that come from there."""
        inside = [name for name in self.inclusive if re.search(outer, name)]
        return sum(self._below(name, pattern, 1.0, ()) for name in inside)

    def _below(self, function, pattern, share, above):
        if not hasattr(self, "_called"):
            self._called = collections.defaultdict(list)
            for (caller, called), cost in self.calls.items():
                if caller != called:
                    self._called[caller].append((called, cost))
        found = 0.0
        for called, cost in self._called[function]:
            cost *= share
            if cost < 1000 or called in above:
                continue
            if re.search(pattern, called):
                found += cost
            else:
                found += self._below(called, pattern, cost / self.inclusive[called], (*above, called))
        return found
