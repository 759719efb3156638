/** NumPy's files of one array (npy) and of several (npz), read. */
package org.vae4j.datasets.npy;
