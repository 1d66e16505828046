"""The network of docs/MODEL_FORMAT.md in PyTorch, as it is trained."""
import torch
import torch.nn.functional as F
from torch import nn

ROW_SIZES = {"w": 96, "p": 32, "2": 24, "3": 48, "4": 64, "x": 24}
DISTANCES = [1, 2, 3, 4, 5, 6, 8, 12, 20, 40]


def gelu(x):
    return x * torch.sigmoid(1.702 * x)


class Dropout(nn.Module):
    """Like nn.Dropout, with masks cut from a pool of random bits: drawing each anew took a sixth of the time."""
    SIZE, USES = 1 << 23, 500
    pools = {}

    def __init__(self, chance):
        super().__init__()
        self.chance = chance

    def forward(self, x):
        if not self.training or self.chance == 0:
            return x
        pool, left = self.pools.get(self.chance, (None, 0))
        if left == 0:
            pool, left = (torch.rand(self.SIZE) > self.chance).float() / (1 - self.chance), self.USES
        self.pools[self.chance] = (pool, left - 1)
        start = int(torch.randint(self.SIZE - x.numel(), ()))
        return x * pool[start:start + x.numel()].view(x.shape)


class LinearRecurrence(torch.autograd.Function):
    """y[t] = a[t] y[t-1] + b[t] over the first dimension, y[-1] = 0."""

    @staticmethod
    def forward(ctx, a, b):
        y = b.clone()
        for t in range(1, len(y)):
            y[t].addcmul_(a[t], y[t - 1])
        ctx.save_for_backward(a, y)
        return y

    @staticmethod
    def backward(ctx, grad):
        a, y = ctx.saved_tensors
        g = grad.clone()
        for t in range(len(g) - 2, -1, -1):
            g[t].addcmul_(a[t + 1], g[t + 1])
        da = torch.zeros_like(a)
        torch.mul(g[1:], y[:-1], out=da[1:])
        return da, g


class Conv(nn.Module):
    def __init__(self, width, dropout):
        super().__init__()
        self.linear, self.norm, self.dropout = nn.Linear(3 * width, width), nn.LayerNorm(width), Dropout(dropout)

    def forward(self, x, mask):  # x: [time, batch, width]
        x = x * mask
        pad = x.new_zeros(1, *x.shape[1:])
        near = torch.cat([torch.cat([pad, x[:-1]]), x, torch.cat([x[1:], pad])], -1)
        return self.norm(x + self.dropout(gelu(self.linear(near))))


class Gated(nn.Module):
    def __init__(self, width, recurrent, dropout):
        super().__init__()
        self.into, self.out = nn.Linear(width, 6 * recurrent), nn.Linear(2 * recurrent, width)
        self.norm, self.dropout = nn.LayerNorm(width), Dropout(dropout)
        with torch.no_grad():  # Memories of different lengths to begin with.
            for k in (0, 3):
                self.into.bias[k * recurrent:(k + 1) * recurrent] = torch.linspace(-1.0, 2.5, recurrent)

    def forward(self, x, mask):
        f1, v1, o1, f2, v2, o2 = self.into(x).chunk(6, -1)
        # Padding is all at the end: the pass from the right must not bring anything from it.
        f, v = torch.cat([f1, f2.flip(0)], -1), torch.cat([v1, v2.flip(0)], -1)
        a = torch.sigmoid(f)
        b = (1 - a) * v
        live = torch.cat([mask.expand_as(f1), mask.flip(0).expand_as(f2)], -1)
        h = LinearRecurrence.apply(a * live, b * live)
        h1, h2 = h.chunk(2, -1)
        y = torch.cat([h1 * gelu(o1), h2.flip(0) * gelu(o2)], -1)
        return self.norm(x + self.dropout(self.out(self.dropout(y))))


class Network(nn.Module):
    def __init__(self, config, vectors, counts, sizes):
        """config: see models/README.md; vectors: float tensor; counts: rows of each kind; sizes: of the vocabularies."""
        super().__init__()
        c, self.config = config, config
        width, dropout = c["width"], c["dropout"]
        self.register_buffer("vectors", vectors, persistent=False)
        self.rows = nn.ModuleDict({k: nn.Embedding(n + 1, ROW_SIZES[k], padding_idx=0) for k, n in counts.items()})
        for table in self.rows.values():
            nn.init.normal_(table.weight, std=0.1)
            with torch.no_grad():
                table.weight[0] = 0
        self.into = nn.ModuleDict({k: nn.Linear(ROW_SIZES[k], width, bias=False) for k in counts})
        self.lists = nn.Linear(6, width, bias=False)
        self.input, self.input_norm = nn.Linear(vectors.shape[1], width), nn.LayerNorm(width)
        self.encoder = nn.ModuleList(Conv(width, dropout) if kind == "conv" else Gated(width, c["recurrent"], dropout)
                                     for kind in c["encoder"])
        self.dropout = Dropout(dropout)
        self.tags = nn.ModuleDict({k: nn.Linear(width, sizes[k]) for k in ("upos", "xpos", "features")})
        self.arc_dep, self.arc_head = nn.Linear(width, c["arc"]), nn.Linear(width, c["arc"])
        self.arc_query, self.arc_root = nn.Linear(c["arc"], c["arc"]), nn.Parameter(torch.zeros(c["arc"]))
        self.arc_distance = nn.Linear(width, 2 * len(DISTANCES) + 3)
        self.label_dep, self.label_head = nn.Linear(width, c["label"]), nn.Linear(width, c["label"], bias=False)
        self.label_root, self.label_out = nn.Parameter(torch.zeros(c["label"])), nn.Linear(c["label"], sizes["relations"])
        self.names_in, self.names_out = nn.Linear(width, c["names"]), nn.Linear(c["names"], sizes["name_tags"])
        self.transitions = nn.Parameter(torch.zeros(sizes["name_tags"] + 1, sizes["name_tags"]))
        forbidden = torch.zeros_like(self.transitions)
        for tag in range(2, sizes["name_tags"], 2):  # I-T only behind B-T and I-T.
            for before in range(sizes["name_tags"] + 1):
                forbidden[before, tag] = 0 if before in (tag - 1, tag) else -1e4
        self.register_buffer("forbidden", forbidden, persistent=False)

    def encode(self, batch):
        mask = batch["mask"].unsqueeze(-1)
        vector = self.vectors[batch["v"]]
        if self.training:
            vector = vector * (torch.rand(vector.shape[:2]) > self.config["word_dropout"] / 2).unsqueeze(-1)
        x = self.input(vector) + self.lists(batch["lists"])
        for kind, table in self.rows.items():
            ids = batch[kind]
            if self.training:
                chance = self.config["word_dropout"] if kind == "w" else self.config["word_dropout"] / 4
                ids = ids * (torch.rand(ids.shape) > chance)
            x = x + self.into[kind](table(ids))
        x = self.dropout(self.input_norm(x))
        for layer in self.encoder:
            x = layer(x, mask)
        return self.dropout(x)

    def arcs(self, x, mask):
        """[batch, dependent, head], head 0 is the root."""
        time, batch, _ = x.shape
        q = self.arc_query(self.dropout(gelu(self.arc_dep(x)))).transpose(0, 1)
        heads = self.dropout(gelu(self.arc_head(x)))
        heads = torch.cat([self.arc_root.expand(1, batch, -1), heads]).permute(1, 2, 0)
        scores = torch.bmm(q, heads)
        distance = self.arc_distance(x).transpose(0, 1)
        place = torch.arange(time)
        delta = place[None, :] - place[:, None]  # [dependent, head]
        bucket = torch.bucketize(delta.abs(), torch.tensor(DISTANCES))
        bucket = torch.where(delta < 0, bucket, bucket + len(DISTANCES) + 1)
        bucket = torch.cat([torch.full((time, 1), 2 * len(DISTANCES) + 2), bucket], 1)
        scores = scores + distance.gather(2, bucket.expand(batch, -1, -1))
        return scores.masked_fill(~torch.cat([mask.new_ones(1, batch), mask]).t()[:, None, :].bool(), -1e9)

    def labels(self, x, heads):
        """heads: [time, batch], 0 is the root."""
        from_head = torch.cat([self.label_root.expand(1, x.shape[1], -1), self.label_head(x)])
        chosen = from_head.gather(0, heads.unsqueeze(-1).expand(-1, -1, from_head.shape[-1]))
        return self.label_out(self.dropout(gelu(self.label_dep(x) + chosen)))

    def name_scores(self, x):
        return self.names_out(self.dropout(gelu(self.names_in(x))))

    def name_loss(self, scores, possible, mask):
        """Negative log likelihood of the possible sequences (a conditional random field; Lafferty et al. 2001, with
        partial labels as Tsuboi et al. 2008), a batch mean. scores: [time, batch, tags], possible: the same, 0 or 1."""
        steps = self.transitions + self.forbidden

        def total(scores):
            alpha = scores[0] + steps[-1]
            for t in range(1, len(scores)):
                new = torch.logsumexp(alpha.unsqueeze(2) + steps[:-1], 1) + scores[t]
                alpha = torch.where(mask[t].unsqueeze(-1) > 0, new, alpha)
            return torch.logsumexp(alpha, 1)

        return (total(scores) - total(scores + (possible - 1) * 1e4)).sum()

    @torch.no_grad()
    def best_names(self, scores, lengths):
        steps = self.transitions + self.forbidden
        result = []
        for b, n in enumerate(lengths):
            alpha, back = scores[0, b] + steps[-1], []
            for t in range(1, n):
                best, came = (alpha.unsqueeze(1) + steps[:-1]).max(0)
                alpha = best + scores[t, b]
                back.append(came)
            tag = int(alpha.argmax())
            path = [tag]
            for came in reversed(back):
                tag = int(came[tag])
                path.append(tag)
            result.append(path[::-1])
        return result
