/**
 * From settings to examples. It reads the files or the named set, splits them, fits the
 * preprocessing on train and puts it in front, checks that the likelihood can take the values, and
 * makes the digest by which the data are known again. How a file is read is in datasets; a run on
 * disk is in run.
 */
package org.vae4j.data;
