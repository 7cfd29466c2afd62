/**
 * k-means as a segmentation algorithm, by MLlib. Makes its result independent of how the rows lie;
 * scaling, numbering and assignment are not its business.
 */
package io.clientele.segment.kmeans;
