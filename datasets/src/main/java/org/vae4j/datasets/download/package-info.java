/**
 * Fetches the files of known data sets from public mirrors and checks what came. Which files a set
 * has is told by the set.
 */
package org.vae4j.datasets.download;
