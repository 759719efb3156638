/**
 * Memory and bytes: values packed in an array, text line by line, gzipped files as plain ones,
 * numbers from text, and whether the heap has room. What the values mean is not known here.
 */
package org.vae4j.datasets.storage;
