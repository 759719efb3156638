/**
 * From settings to examples: which files or named set are read, how they are split, what
 * preprocessing is put between them and the network and what it has learned, whether the likelihood
 * can take them, and by which digest they are known again. How a file is read is told in datasets;
 * a run on disk is not known here.
 */
package org.vae4j.data;
