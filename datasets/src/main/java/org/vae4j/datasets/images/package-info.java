/**
 * Folders of image files, a sub-folder a class, read with the JDK's decoders into the size and
 * colours wanted. What lies about beside the images is told apart here.
 */
package org.vae4j.datasets.images;
