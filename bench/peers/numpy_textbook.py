"""The model of docs/model.md, section 2, in NumPy as a careful programmer would first write it down: batched over
replicates, whole arrays, BLAS wherever a product allows it, NumPy's own normals, whitened residuals, log-sum-exp. Every image is made, also for a perfect reader."""

import numpy as np

from numpy_peer import Ecosystems, updated


class TextbookEcosystems(Ecosystems):
    """R ecosystems; images are R x N x d, posteriors R x N x K."""

    def __init__(self, work, replicates, seed):
        super().__init__(work, replicates, seed)
        self.random = np.random.default_rng(seed)
        self.rows = np.arange(replicates)[:, None]

    def advance(self, soft):
        counts = self.write_captions()
        labels = np.repeat(np.tile(np.arange(self.captions), self.replicates), counts.reshape(-1)).reshape(self.replicates, self.images)
        z = self.random.standard_normal((self.replicates, self.images, self.dimension))
        x = self.means[self.rows, labels] + np.matmul(self.factors[self.rows, labels], z[..., None])[..., 0]
        shares = counts / self.images
        if soft:
            y = x + self.noise * self.random.standard_normal(x.shape)
            shares = self.posteriors(y).mean(axis=1)
        self.train(counts, labels, z)
        self.shares = shares / shares.sum(axis=1, keepdims=True)

    def posteriors(self, y):
        """q_k(y) of every image: R x N x K."""
        d = self.dimension
        roots = np.linalg.cholesky(np.matmul(self.factors, np.swapaxes(self.factors, 2, 3)) + self.noise**2 * np.eye(d))
        whiteners = np.linalg.inv(roots)
        log_determinants = np.log(np.diagonal(roots, axis1=2, axis2=3)).sum(axis=2)
        with np.errstate(divide="ignore"):
            constants = np.log(self.shares) - log_determinants
        # All captions' whiteners side by side, so that one product whitens every image under every caption.
        side_by_side = whiteners.reshape(self.replicates, self.captions * d, d)
        white = np.matmul(y, np.swapaxes(side_by_side, 1, 2)).reshape(y.shape[:2] + (self.captions, d))
        white -= np.matmul(whiteners, self.means[..., None])[..., 0][:, None]
        logarithms = constants[:, None] - 0.5 * np.square(white).sum(axis=3)
        logarithms -= logarithms.max(axis=2, keepdims=True)
        joint = np.exp(logarithms)
        return joint / joint.sum(axis=2, keepdims=True)

    def train(self, counts, labels, z):
        d = self.dimension
        one_hot = (labels[:, None, :] == np.arange(self.captions)[:, None]).astype(float)
        size = np.maximum(counts, 1)[..., None]
        mean = np.matmul(one_hot, z) / size
        centred = z - mean[self.rows, labels]
        products = (centred[..., :, None] * centred[..., None, :]).reshape(self.replicates, self.images, d * d)
        scatter = (np.matmul(one_hot, products) / size).reshape(self.replicates, self.captions, d, d)
        own = np.flatnonzero(counts.reshape(-1) >= 2)
        # A pool of n <= d images is singular; the least pivot that double precision can tell from 0 keeps Cholesky going.
        roots = np.linalg.cholesky(scatter.reshape(-1, d, d)[own] + 1e-14 * np.eye(d))
        self.means, self.factors = updated(self.means, self.factors, own, mean.reshape(-1, d)[own], roots)
