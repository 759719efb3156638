/**
 * Memory and bytes: values as they are held, text line by line, gzip or plain, numbers from text,
 * and whether the heap has room. What the values mean is not known here.
 */
package org.vae4j.datasets.storage;
