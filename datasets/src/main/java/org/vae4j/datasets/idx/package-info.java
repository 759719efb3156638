/** IDX, the file format of MNIST and of the sets shaped like it. */
package org.vae4j.datasets.idx;
