/** Fetches the files of known data sets from public mirrors and checks what came. */
package org.vae4j.datasets.download;
