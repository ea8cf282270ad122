"""The reading model at run time: a small encoder that finds attributions, on onnxruntime alone."""
