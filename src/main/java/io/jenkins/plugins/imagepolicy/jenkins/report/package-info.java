/** Stored reports and the pages that show them. Reads old and damaged reports without falling over. */
package io.jenkins.plugins.imagepolicy.jenkins.report;
