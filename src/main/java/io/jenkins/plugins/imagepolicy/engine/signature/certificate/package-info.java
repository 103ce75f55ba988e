/** What a signing certificate proves: whose it is, that a trusted authority issued it, and that a log promised to show it. */
package io.jenkins.plugins.imagepolicy.engine.signature.certificate;
