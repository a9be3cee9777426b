#!/usr/bin/env python3
"""The model of docs/model.md, section 2, in NumPy: one text and one image model, soft or perfect reader, maximum
likelihood, learning rate 1, no injections. What CoEvolve is measured against; bench/CoEvolve.SideBySide runs it.

    numpy_peer.py WORK.json RESULT.json [--textbook | --statistics] [--processes P]

What makes it fast: replicates are advanced in batches that fit the last-level cache; log-densities of all images under
all captions are one matrix product, because they are linear in the products y_i y_j (i <= j), in y_i and in 1; normals
come from Box and Muller's formula on whole arrays, which NumPy's vectorised log, sin and cos make twice as fast as its own
ziggurat; captions whose share is below 1e-18 are not read; the mean of a caption's posterior is its share, so by Markov's
inequality that changes nothing that could ever be seen. BLAS threads are set by OPENBLAS_NUM_THREADS.

Images are trained on through their innovations z (x = mu + A z), as docs/model.md does it, so nothing degrades as
covariances collapse. `--textbook` runs numpy_textbook.py instead: the same model as one would first write it down.
"""

import argparse
import ctypes
import json
import multiprocessing
import sys
import time

import numpy as np

NEGLIGIBLE_SHARE = 1e-18


class Normals:
    """Standard normals by Box and Muller's formula from the fastest of NumPy's bit generators."""

    def __init__(self, seed):
        self.generator = np.random.Generator(np.random.SFC64(seed))
        self.scratch = {}

    def fill(self, count):
        """An array of at least `count` normals; overwritten by the next call with the same count."""
        half = (count + 1) // 2
        if count not in self.scratch:
            self.scratch[count] = np.empty((2, half)), np.empty((2, half))
        (radius, angle), result = self.scratch[count]
        self.generator.random(out=self.scratch[count][0])
        np.subtract(1.0, radius, out=radius)
        np.log(radius, out=radius)
        radius *= -2.0
        np.sqrt(radius, out=radius)
        angle *= 2.0 * np.pi
        np.cos(angle, out=result[0])
        np.sin(angle, out=result[1])
        result *= radius
        return result.reshape(-1)


class Ecosystems:
    """A batch of R independent ecosystems and what advances them by a generation."""

    def __init__(self, work, replicates, seed):
        self.captions, self.dimension, self.images = work["captions"], work["dimension"], work["captionsPerGeneration"]
        self.noise = work["perceptionNoise"]
        self.replicates = replicates
        self.random = np.random.Generator(np.random.SFC64([seed, 1]))
        self.normals = Normals([seed, 2])
        shape = (replicates, self.captions, self.dimension)
        self.initial_means = np.array(work["initialMeans"], dtype=float).reshape(shape[1:])
        factors = np.array(work["initialFactors"], dtype=float).reshape(shape[1:] + (self.dimension,))
        self.initial_traces = np.square(factors).sum(axis=(1, 2))
        self.shares = np.broadcast_to(np.array(work["initialShares"], dtype=float), shape[:2]).copy()
        self.means = np.broadcast_to(self.initial_means, shape).copy()
        self.factors = np.broadcast_to(factors, shape + (self.dimension,)).copy()

    def measure(self):
        """Gini-Simpson, image diversity, fidelity error and captions alive, each of length R."""
        diversity = np.square(self.factors).sum(axis=(2, 3)) / self.initial_traces
        fidelity = np.square(self.means - self.initial_means).sum(axis=2) / self.initial_traces
        return {
            "giniSimpson": 1.0 - np.square(self.shares).sum(axis=1),
            "diversity": (self.shares * diversity).sum(axis=1),
            "fidelityError": (self.shares * fidelity).sum(axis=1),
            "captionsAlive": (self.shares > 0.5 / self.images).sum(axis=1).astype(float),
        }

    def write_captions(self):
        """n ~ Multinomial(N, p), shape R x K."""
        return self.random.multinomial(self.images, self.shares)

    def read_softly(self, seen):
        """Shares after reading `seen` (R x d x N): the mean posterior of the images."""
        alive = self.shares > NEGLIGIBLE_SHARE
        most = int(alive.sum(axis=1).max())
        if most < self.captions:
            # Living captions to the front, so that the product is as small as the ecosystem with most of them allows.
            order = np.argsort(~alive, axis=1, kind="stable")[:, :most]
            rows = np.arange(self.replicates)[:, None]
        else:
            order, rows = slice(None), slice(None)
        shares = np.where(alive, self.shares, 0.0)[rows, order]
        coefficients = self.density_coefficients(shares, self.means[rows, order], self.factors[rows, order])
        joint = np.matmul(coefficients, self.features(seen))
        # No maximum is subtracted: tau bounds densities from above, and the caption that made the image from below. The
        # floor keeps np.exp off its slow path for what underflows.
        np.maximum(joint, -700.0, out=joint)
        np.exp(joint, out=joint)
        read = np.matmul(joint, (1.0 / joint.sum(axis=1))[:, :, None])[:, :, 0]
        if most < self.captions:
            result = np.zeros_like(self.shares)
            np.put_along_axis(result, order, read, axis=1)
            read = result
        read *= alive
        return read / read.sum(axis=1, keepdims=True)

    def features(self, seen):
        """y_i y_j for i <= j, then y_i, then 1: R x F x N."""
        d = self.dimension
        result = np.empty((self.replicates, d * (d + 1) // 2 + d + 1, self.images))
        start = 0
        for i in range(d):
            np.multiply(seen[:, i : i + 1], seen[:, i:], out=result[:, start : start + d - i])
            start += d - i
        result[:, start:-1] = seen
        result[:, -1] = 1.0
        return result

    def density_coefficients(self, shares, means, factors):
        """What log p_k N(y; mu_k, Sigma_k + tau^2 I), but for a constant, is made of: R x K x F."""
        d = self.dimension
        covariances = np.matmul(factors, np.swapaxes(factors, 2, 3))
        covariances[..., np.arange(d), np.arange(d)] += self.noise**2
        precisions, log_determinants = inverse_and_log_determinant(covariances)
        pull = np.matmul(precisions, means[..., None])[..., 0]
        rows, columns = np.triu_indices(d)
        result = np.empty(means.shape[:2] + (len(rows) + d + 1,))
        np.multiply(precisions[..., rows, columns], np.where(rows == columns, -0.5, -1.0), out=result[..., : len(rows)])
        result[..., len(rows) : -1] = pull
        with np.errstate(divide="ignore"):
            result[..., -1] = np.log(shares) - 0.5 * (log_determinants + (pull * means).sum(axis=-1))
        np.maximum(result[..., -1], -1e6, out=result[..., -1])
        return result


def inverse_and_log_determinant(covariances):
    """Of symmetric positive definite matrices; in closed form for d <= 2."""
    d = covariances.shape[-1]
    if d == 1:
        return 1.0 / covariances, np.log(covariances[..., 0, 0])
    if d == 2:
        a, b, c = covariances[..., 0, 0], covariances[..., 1, 0], covariances[..., 1, 1]
        determinants = a * c - b * b
        result = np.empty_like(covariances)
        result[..., 0, 0], result[..., 1, 1] = c / determinants, a / determinants
        result[..., 0, 1] = result[..., 1, 0] = -b / determinants
        return result, np.log(determinants)
    roots = np.linalg.cholesky(covariances)
    whiteners = np.linalg.inv(roots)
    log_determinants = 2.0 * np.log(np.diagonal(roots, axis1=-2, axis2=-1)).sum(axis=-1)
    return np.matmul(np.swapaxes(whiteners, -1, -2), whiteners), log_determinants


class ElementwiseEcosystems(Ecosystems):
    """For few dimensions: whole-batch arithmetic, one array a coordinate, parameters gathered for every image."""

    def advance(self, soft):
        d, images = self.dimension, self.replicates * self.images
        counts = self.write_captions()
        z = self.normals.fill(d * images)[: d * images].reshape(d, images)
        if soft:
            owner = np.repeat(np.arange(counts.size), counts.reshape(-1))
            x = np.empty((self.replicates, d, self.images))
            means, factors = self.means.reshape(-1, d), self.factors.reshape(-1, d, d)
            for i in range(d):
                coordinate = np.ascontiguousarray(means[:, i]).take(owner)
                for j in range(i + 1):
                    coordinate += np.ascontiguousarray(factors[:, i, j]).take(owner) * z[j]
                x[:, i] = coordinate.reshape(self.replicates, self.images)
            trained = self.train(counts, z)
            perception = self.normals.fill(d * images)[: d * images].reshape(x.shape)
            perception *= self.noise
            x += perception
            self.shares = self.read_softly(x)
        else:
            trained = self.train(counts, z)
            self.shares = counts / self.images
        self.means, self.factors = trained

    def train(self, counts, z):
        d, n = self.dimension, counts.reshape(-1)
        own = np.flatnonzero(n)
        starts = np.cumsum(n)[own] - n[own]
        size = n[own].astype(float)
        mean = [np.add.reduceat(z[i], starts) / size for i in range(d)]
        product = np.empty(z.shape[1])
        root = np.zeros((len(own), d, d))
        scatter = {}
        for i in range(d):
            for j in range(i + 1):
                np.multiply(z[i], z[j], out=product)
                scatter[i, j] = np.add.reduceat(product, starts) / size - mean[i] * mean[j]
        # Cholesky's factor column by column; a pool of n <= d images leaves pivots of 0.
        for j in range(d):
            pivot = scatter[j, j] - sum(root[:, j, m] ** 2 for m in range(j))
            pivot[size <= j + 1] = 0.0
            root[:, j, j] = np.sqrt(np.maximum(pivot, 0.0))
            inverse = np.divide(1.0, root[:, j, j], out=np.zeros_like(pivot), where=root[:, j, j] > 0)
            for i in range(j + 1, d):
                root[:, i, j] = (scatter[i, j] - sum(root[:, i, m] * root[:, j, m] for m in range(j))) * inverse
        return updated(self.means, self.factors, own[size >= 2], np.stack(mean, axis=-1)[size >= 2], root[size >= 2])


class SegmentEcosystems(Ecosystems):
    """For many dimensions: images stand by caption, and each caption's make one small matrix product."""

    def advance(self, soft):
        d, count = self.dimension, self.dimension * self.images
        counts = self.write_captions()
        seen = np.empty((self.replicates, d, self.images))
        means, roots = np.zeros_like(self.means), np.zeros_like(self.factors)
        moments = np.empty((self.replicates, self.captions, d + 1, d + 1))
        z = np.ones((d + 1, self.images))
        made = np.concatenate([self.factors, self.means[..., None]], axis=-1)
        for r in range(self.replicates):
            z[:d] = self.normals.fill(count)[:count].reshape(d, self.images)
            start = 0
            for k in np.flatnonzero(counts[r]).tolist():
                n = int(counts[r, k])
                own = z[:, start : start + n]
                if soft:
                    np.matmul(made[r, k], own, out=seen[r, :, start : start + n])
                np.matmul(own, own.T, out=moments[r, k])
                if 2 <= n <= d:
                    # Too few images for Cholesky: the centred images themselves are a factor of their scatter.
                    roots[r, k, :, :n] = (own[:d] - own[:d].mean(axis=1, keepdims=True)) / np.sqrt(n)
                start += n
        trained = self.train(counts, moments, roots)
        if soft:
            perception = self.normals.fill(seen.size)[: seen.size].reshape(seen.shape)
            perception *= self.noise
            seen += perception
            self.shares = self.read_softly(seen)
        else:
            self.shares = counts / self.images
        self.means, self.factors = trained

    def train(self, counts, moments, roots):
        d, n = self.dimension, counts.reshape(-1)
        moments, roots = moments.reshape(-1, d + 1, d + 1), roots.reshape(-1, d, d)
        full, own = np.flatnonzero(n > d), np.flatnonzero(n >= 2)
        mean = moments[own, :d, d] / n[own, None]
        centre = moments[full, :d, d] / n[full, None]
        roots[full] = np.linalg.cholesky(moments[full, :d, :d] / n[full, None, None] - centre[:, :, None] * centre[:, None, :])
        return updated(self.means, self.factors, own, mean, roots[own])


class StatisticsEcosystems(Ecosystems):
    """Perfect reader without images: the mean and the scatter of a caption's innovations from their own laws."""

    def advance(self, soft):
        if soft:
            raise ValueError("A soft reader needs the images.")
        d = self.dimension
        counts = self.write_captions()
        own = np.flatnonzero(counts.reshape(-1) >= 2)
        n = counts.reshape(-1)[own].astype(float)
        rows, columns = np.tril_indices(d)
        normals = self.random.standard_normal((len(own), len(rows) + d))
        root = np.zeros((len(own), d, d))
        root[:, rows, columns] = normals[:, : len(rows)]
        # Bartlett: chi-squared with n - 1, n - 2, ... degrees on the diagonal; columns beyond n - 1 are 0.
        degrees = n[:, None] - 1.0 - np.arange(d)
        diagonal = np.sqrt(2.0 * self.random.standard_gamma(np.maximum(degrees, 0.0) / 2.0))
        root[:, np.arange(d), np.arange(d)] = diagonal
        root *= np.where(degrees > 0, 1.0 / np.sqrt(n)[:, None], 0.0)[:, None, :]
        mean = normals[:, len(rows) :] / np.sqrt(n)[:, None]
        self.means, self.factors = updated(self.means, self.factors, own, mean, root)
        self.shares = counts / self.images


def updated(means, factors, own, innovation_means, roots):
    """mu + A z-bar and A L for the captions `own` (flat indices); the others stay."""
    d = means.shape[-1]
    means, factors = means.copy(), factors.copy()
    flat_means, flat_factors = means.reshape(-1, d), factors.reshape(-1, d, d)
    old = flat_factors[own]
    flat_means[own] += np.matmul(old, innovation_means[..., None])[..., 0]
    flat_factors[own] = np.matmul(old, roots)
    return means, factors


def run(work, replicates, seed, kind):
    """Advances all replicates, batch by batch. Returns metrics of the generations asked for."""
    batches = -(-replicates // batch_size(work, replicates))
    parts = []
    for i in range(batches):
        ecosystems = kind(work, replicates * (i + 1) // batches - replicates * i // batches, seed + i)
        measured = []
        for generation in range(work["generations"] + 1):
            if generation in work["measured"]:
                measured.append(ecosystems.measure())
            if generation < work["generations"]:
                ecosystems.advance(work["reader"] == "soft")
        parts.append(measured)
    return [{name: np.concatenate([part[g][name] for part in parts]) for name in parts[0][g]} for g in range(len(parts[0]))]


def kind_of(work, arguments):
    """The class that does the work."""
    if arguments.textbook:
        from numpy_textbook import TextbookEcosystems

        return TextbookEcosystems
    if arguments.statistics:
        return StatisticsEcosystems
    return ElementwiseEcosystems if work["dimension"] <= 4 else SegmentEcosystems


def batch_size(work, replicates):
    """Replicates that are advanced together: what amortises Python's calls and still fits the cache."""
    doubles = work["captionsPerGeneration"] * (work["captions"] + work["dimension"] ** 2 / 2 + 4 * work["dimension"])
    return int(min(replicates, max(1, work.get("batchDoubles", 800_000) // doubles)))


def timed(work, replicates, seed, kind):
    """Runs the work, again with other seeds until the work's least time has passed.

    Returns seconds a run by the clock and by the processor, and the first run's metrics."""
    start, cpu_start, passes, first = time.perf_counter(), time.process_time(), 0, None
    while True:
        measured = run(work, replicates, seed + 1_000_000 * passes, kind)
        passes, first = passes + 1, first or measured
        seconds = time.perf_counter() - start
        if seconds >= work.get("atLeastSeconds", 0.0):
            return seconds / passes, (time.process_time() - cpu_start) / passes, first


def warm_up(work, replicates, seed, kind):
    """The whole path once at full batch size, so that memory is mapped and BLAS threads are up."""
    run(dict(work, generations=2, measured=[0]), batch_size(work, replicates), seed + 500_000, kind)


def worker(work, replicates, seed, kind, barrier, results):
    """One process of several: warms up, waits for the others, runs its share."""
    warm_up(work, replicates, seed, kind)
    barrier.wait()
    results.put((seed, timed(work, replicates, seed, kind)))


def run_in_processes(work, kind, processes):
    """Shares out the replicates; all start together when all are warm, and the slowest counts."""
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(processes), context.Queue()
    bounds = [work["replicates"] * i // processes for i in range(processes + 1)]
    seeds = [work["seed"] + 100_000_000 * i for i in range(processes)]
    workers = [
        context.Process(target=worker, args=(work, bounds[i + 1] - bounds[i], seeds[i], kind, barrier, results))
        for i in range(processes)
    ]
    for process in workers:
        process.start()
    parts = dict(results.get() for _ in workers)
    for process in workers:
        process.join()
    measured = [parts[seed][2] for seed in seeds]
    together = [{name: np.concatenate([part[g][name] for part in measured]) for name in measured[0][g]} for g in range(len(measured[0]))]
    return max(part[0] for part in parts.values()), sum(part[1] for part in parts.values()), together


def blas_kernel():
    """The processor for which OpenBLAS chose its kernels, or "unknown"."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            libraries = {line.split()[-1] for line in maps if "blas" in line.lower()}
    except OSError:
        return "unknown"
    for library in sorted(path for path in libraries if path.startswith("/")):
        for suffix in ("", "64_"):
            for prefix in ("", "scipy_"):
                try:
                    name = getattr(ctypes.CDLL(library), f"{prefix}openblas_get_corename{suffix}")
                except (OSError, AttributeError):
                    continue
                name.restype = ctypes.c_char_p
                return name().decode()
    return "unknown"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work")
    parser.add_argument("result")
    style = parser.add_mutually_exclusive_group()
    style.add_argument("--textbook", action="store_true", help="the model as one would first write it down")
    style.add_argument("--statistics", action="store_true", help="perfect reader: no images, their mean and scatter instead")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    with open(arguments.work, encoding="utf-8") as file:
        work = json.load(file)
    kind = kind_of(work, arguments)
    if arguments.processes > 1:
        seconds, processor_seconds, measured = run_in_processes(work, kind, arguments.processes)
    else:
        warm_up(work, work["replicates"], work["seed"], kind)
        seconds, processor_seconds, measured = timed(work, work["replicates"], work["seed"], kind)
    result = {
        "seconds": seconds,
        "processorSeconds": processor_seconds,
        "python": sys.version.split()[0],
        "numpy": np.__version__,
        "blasKernel": blas_kernel(),
        "metrics": [{name: values.tolist() for name, values in metrics.items()} for metrics in measured],
    }
    with open(arguments.result, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
