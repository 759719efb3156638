/** NumPy's files of one array (npy) and of several (npz). */
package org.vae4j.datasets.npy;
