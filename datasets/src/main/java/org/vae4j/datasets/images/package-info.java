/** Folders of image files, read with the JDK's decoders. */
package org.vae4j.datasets.images;
