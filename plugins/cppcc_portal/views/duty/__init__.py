"""What is done in office: the timeline of activities and achievements, and standing programmes."""
