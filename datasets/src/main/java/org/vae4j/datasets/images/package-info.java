/**
 * Folders of image files, a sub-folder a class, read with the JDK's decoders into the size and
 * colours wanted. Stray files beside the images are told apart here.
 */
package org.vae4j.datasets.images;
